package config

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/tanqih/tanqih/rules"
)

// Describe prints the keys of tanqih.toml that begin with prefix ("" for all) and what they mean; the error names the nearest
// key when there is none.
func Describe(w io.Writer, prefix string) error {
	var all []string
	var b strings.Builder
	describe(fileType(), "", func(key, kind, comment string) {
		all = append(all, key)
		if prefix == "" || key == prefix || strings.HasPrefix(key, prefix+".") {
			fmt.Fprintf(&b, "%s  (%s)\n    %s\n", key, kind, comment)
		}
	})
	if b.Len() == 0 {
		hint := ""
		if near := rules.Nearest(prefix, all); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return fmt.Errorf("there is no key %q%s", prefix, hint)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func describe(t reflect.Type, path string, yield func(key, kind, comment string)) {
	for f := range t.Fields() {
		key, comment := keyOf(f), f.Tag.Get("comment")
		if path == "rules." {
			r := rules.Find(key)
			if r == nil || r.Name == key {
				continue // a rule is described under its code
			}
			comment = r.Summary
		}
		of := f.Type
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice && of.Elem().Kind() == reflect.Struct {
			of = of.Elem()
		}
		if of.Kind() == reflect.Struct {
			describe(of, path+key+".", yield)
			continue
		}
		yield(path+key, kindOf(of), comment)
	}
}

// kindOf is the type of a value as TOML has it.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		return "string"
	case reflect.Slice:
		return "list of " + strings.TrimSuffix(kindOf(t.Elem()), "s") + "s"
	case reflect.Map:
		return "table of " + kindOf(t.Elem())
	case reflect.Float32, reflect.Float64:
		return "number"
	}
	return "integer"
}
