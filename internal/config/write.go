package config

import (
	"fmt"
	"io"
	"reflect"

	"github.com/pelletier/go-toml/v2"

	"github.com/tanqih/tanqih/rules"
)

// Write prints the configuration as TOML: every key with its value, and the rules that are selected.
func (c *Config) Write(w io.Writer) error {
	plan, err := c.Plan(nil)
	if err != nil {
		return err
	}
	shown := *c
	shown.Select, shown.Ignore, shown.ExtendSelect = nil, nil, nil
	for _, r := range plan.Rules {
		shown.Select = append(shown.Select, r.Code)
	}
	tables := map[string]any{}
	for _, r := range rules.All() {
		if v, ok := c.Tables[r.Code]; ok {
			tables[r.Code] = reflect.ValueOf(v).Convert(optionsType(reflect.TypeOf(v))).Interface()
		} else if r.Options != nil {
			tables[r.Code] = reflect.ValueOf(r.Options).Convert(optionsType(reflect.TypeOf(r.Options))).Interface()
		}
	}
	text, err := toml.Marshal(struct {
		Settings
		Rules map[string]any `toml:"rules"`
	}{shown.Settings, tables})
	if err != nil {
		return fmt.Errorf("printing the settings: %w", err)
	}
	_, err = w.Write(text)
	return err
}
