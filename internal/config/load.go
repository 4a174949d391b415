package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/tanqih/tanqih/rules"
)

// maxExtend bounds the files that extend each other, so that a circle is an error and not a hang.
const maxExtend = 20

// Loader finds the configuration of a folder. It may be used by several goroutines at once.
type Loader struct {
	Dir      string          // the working folder, absolute
	Isolated bool            // read no file
	File     string          // read this file for all folders, in place of the nearest
	Set      []string        // key=value, over what the files say
	Adjust   func(c *Config) // what the command line says, over all that
	mu       sync.Mutex
	folders  map[string]*Config // by folder
	files    map[string]*Config // by file; "" is the default
}

// For is the configuration of the files of dir (absolute): that of the nearest tanqih.toml from dir upward.
func (l *Loader) For(dir string) (*Config, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.folder(dir)
}

func (l *Loader) folder(dir string) (*Config, error) {
	if c := l.folders[dir]; c != nil {
		return c, nil
	}
	c, err := l.find(dir)
	if err != nil {
		return nil, err
	}
	if l.folders == nil {
		l.folders = map[string]*Config{}
	}
	l.folders[dir] = c
	return c, nil
}

func (l *Loader) find(dir string) (*Config, error) {
	if l.Isolated {
		return l.load("")
	}
	if l.File != "" {
		return l.load(l.File)
	}
	path := filepath.Join(dir, FileName)
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return l.load(path)
	}
	if up := filepath.Dir(dir); up != dir {
		return l.folder(up)
	}
	return l.load("")
}

// load reads one file ("" for none) and lays key=value and the command line over it.
func (l *Loader) load(file string) (*Config, error) {
	if c := l.files[file]; c != nil {
		return c, nil
	}
	c := Default(l.Dir)
	if file != "" {
		c.File = file
		if l.File == "" {
			c.Root = filepath.Dir(file)
		}
	}
	d := newDecoder(c)
	if file != "" {
		if err := d.file(file, 0); err != nil {
			return nil, err
		}
	}
	for _, pair := range l.Set {
		if err := d.pair(pair); err != nil {
			return nil, err
		}
	}
	d.finish()
	if err := c.addCustom(); err != nil {
		return nil, named(err, file, l.Dir)
	}
	if err := c.checkTables(); err != nil {
		return nil, named(err, file, l.Dir)
	}
	if err := c.Check(); err != nil {
		return nil, named(err, file, l.Dir)
	}
	if l.Adjust != nil {
		l.Adjust(c)
		if err := c.Check(); err != nil {
			return nil, err
		}
	}
	if l.files == nil {
		l.files = map[string]*Config{}
	}
	l.files[file] = c
	return c, nil
}

func named(err error, file, dir string) error {
	if file == "" {
		return err
	}
	return fmt.Errorf("%s: %w", relativeTo(dir, file), err)
}

// IsPair reports whether an argument of --config is key=value and not the name of a file.
func IsPair(arg string) bool {
	key, _, ok := strings.Cut(arg, "=")
	if !ok {
		return false
	}
	var quote rune // inside of quotes anything goes
	for _, r := range strings.TrimSpace(key) {
		bare := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_. ", r)
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case !bare:
			return false
		}
	}
	return true
}

// decoder fills a Config from files, one over the other.
type decoder struct {
	config *Config
	value  reflect.Value // *struct: the fields of Settings, and Rules
	custom []CustomRule
	dir    string
}

func newDecoder(c *Config) *decoder {
	v := reflect.New(fileType())
	settings := reflect.ValueOf(&c.Settings).Elem()
	for i := range settings.NumField() {
		v.Elem().Field(i).Set(settings.Field(i))
	}
	tables := v.Elem().FieldByName("Rules")
	for _, r := range rules.All() {
		if r.Options == nil {
			continue
		}
		field := tables.FieldByName(r.Code)
		p := reflect.New(field.Type().Elem())
		p.Elem().Set(reflect.ValueOf(r.Options).Convert(p.Elem().Type()))
		field.Set(p)
		tables.FieldByName(aliasField(r)).Set(p)
	}
	return &decoder{config: c, value: v, dir: c.Root}
}

// fileType is the type of a whole file: the fields of Settings and one table for each rule with options, under its code and its name.
var fileType = sync.OnceValue(func() reflect.Type {
	var fields, tables []reflect.StructField
	for f := range reflect.TypeFor[Settings]().Fields() {
		fields = append(fields, f)
	}
	for _, r := range rules.All() {
		if r.Options == nil {
			continue
		}
		t := reflect.PointerTo(optionsType(reflect.TypeOf(r.Options)))
		tables = append(tables,
			reflect.StructField{Name: r.Code, Type: t, Tag: reflect.StructTag(fmt.Sprintf(`toml:%q`, r.Code))},
			reflect.StructField{Name: aliasField(r), Type: t, Tag: reflect.StructTag(fmt.Sprintf(`toml:%q`, r.Name))})
	}
	fields = append(fields, reflect.StructField{Name: "Rules", Type: reflect.StructOf(tables), Tag: `toml:"rules"`})
	return reflect.StructOf(fields)
})

// optionsType is the type of a rule's options with the keys as tags.
func optionsType(t reflect.Type) reflect.Type {
	var fields []reflect.StructField
	for f := range t.Fields() {
		f.Tag = reflect.StructTag(fmt.Sprintf(`toml:%q comment:%q`, keyOf(f), f.Tag.Get("doc")))
		f.Offset, f.Index = 0, nil
		fields = append(fields, f)
	}
	return reflect.StructOf(fields)
}

func aliasField(r *rules.Rule) string { return "Name" + r.Code }

// file reads a file over what is there, after the files that it extends.
func (d *decoder) file(path string, depth int) error {
	if depth > maxExtend {
		return fmt.Errorf("%s: files extend each other in a circle", relativeTo(d.dir, path))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	var head struct{ Extend []string }
	if err := toml.Unmarshal(text, &head); err == nil {
		for _, more := range head.Extend {
			if !filepath.IsAbs(more) {
				more = filepath.Join(filepath.Dir(path), more)
			}
			if err := d.file(more, depth+1); err != nil {
				return err
			}
		}
	}
	return d.text(relativeTo(d.dir, path), text)
}

// pair reads one key=value; a value that is no TOML is taken as a string.
func (d *decoder) pair(pair string) error {
	key, value, ok := strings.Cut(pair, "=")
	if !ok {
		return fmt.Errorf("--config %s: neither a file nor key=value", pair)
	}
	name := "--config " + pair
	var parsed map[string]any
	if err := toml.Unmarshal([]byte(key+" = "+value), &parsed); err != nil {
		if quoted := fmt.Sprintf("%s = %q", key, strings.TrimSpace(value)); toml.Unmarshal([]byte(quoted), &parsed) == nil {
			return d.text(name, []byte(quoted))
		}
	}
	return d.text(name, []byte(pair))
}

func (d *decoder) text(name string, text []byte) error {
	custom := d.value.Elem().FieldByName("Rule")
	custom.SetZero()
	decoder := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	if err := decoder.Decode(d.value.Interface()); err != nil {
		return explain(name, err)
	}
	d.custom = append(d.custom, custom.Interface().([]CustomRule)...)
	return nil
}

// finish moves the values into the Config.
func (d *decoder) finish() {
	settings := reflect.ValueOf(&d.config.Settings).Elem()
	for i := range settings.NumField() {
		settings.Field(i).Set(d.value.Elem().Field(i))
	}
	d.config.Rule = d.custom
	tables := d.value.Elem().FieldByName("Rules")
	for _, r := range rules.All() {
		if r.Options == nil {
			continue
		}
		v := tables.FieldByName(r.Code).Elem()
		d.config.Tables[r.Code] = v.Convert(reflect.TypeOf(r.Options)).Interface()
	}
}

// checkTables asks the options that can tell whether they make sense.
func (c *Config) checkTables() error {
	for _, r := range rules.All() {
		if v, ok := c.Tables[r.Code].(interface{ Check() error }); ok {
			if err := v.Check(); err != nil {
				return fmt.Errorf("rules.%s: %w", r.Code, err)
			}
		}
	}
	return nil
}

// explain says where a file is wrong and what may have been meant.
func explain(name string, err error) error {
	if missing, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(missing.Errors) > 0 {
		first := &missing.Errors[0]
		row, _ := first.Position()
		key := first.Key()
		return fmt.Errorf("%s:%d: unknown key %q%s", name, row, strings.Join(key, "."), suggestion(key))
	}
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		row, column := bad.Position()
		return fmt.Errorf("%s:%d:%d: %s", name, row, column, strings.TrimPrefix(bad.Error(), "toml: "))
	}
	return fmt.Errorf("%s: %w", name, err)
}

// suggestion names the key nearest to one that there is not.
func suggestion(key []string) string {
	t := fileType()
	for depth, part := range key {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return ""
		}
		names := keys(t)
		at := slices.Index(names, part)
		if at >= 0 {
			t = t.Field(at).Type
			continue
		}
		if depth == 1 && key[0] == "rules" {
			if r := rules.Find(part); r != nil {
				return fmt.Sprintf("; %s has no options", r)
			}
			for _, r := range rules.All() {
				names = append(names, r.Code, r.Name)
			}
		}
		if near := rules.Nearest(part, names); near != "" {
			return fmt.Sprintf("; did you mean %q?", near)
		}
		return "; the keys are " + strings.Join(names, ", ")
	}
	return ""
}
