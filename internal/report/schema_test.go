package report

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// schema is a JSON schema of draft 4 with the keywords that SARIF's uses; an unknown keyword is an error, so that nothing passes
// unchecked.
type schema map[string]any

func loadSchema(t *testing.T, name string) schema {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "schemas", name))
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// check lists what is wrong with the JSON document text.
func (s schema) check(text []byte) []string {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return []string{err.Error()}
	}
	c := &checker{root: s}
	c.value("$", s, v)
	return c.wrong
}

type checker struct {
	root  schema
	wrong []string
}

func (c *checker) fail(at, format string, args ...any) {
	c.wrong = append(c.wrong, at+": "+fmt.Sprintf(format, args...))
}

// passes reports whether v fits s, without noting why not.
func (c *checker) passes(at string, s map[string]any, v any) bool {
	inner := &checker{root: c.root}
	inner.value(at, s, v)
	return inner.wrong == nil
}

func (c *checker) value(at string, s map[string]any, v any) {
	if ref, ok := s["$ref"].(string); ok {
		at := at
		var target any = map[string]any(c.root)
		for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			target = target.(map[string]any)[part]
		}
		c.value(at, target.(map[string]any), v)
		return
	}
	for keyword, rule := range s {
		switch keyword {
		case "$schema", "id", "title", "description", "default", "definitions":
		case "type":
			c.kind(at, rule, v)
		case "enum":
			if !slices.ContainsFunc(rule.([]any), func(x any) bool { return reflect.DeepEqual(x, v) }) {
				c.fail(at, "%v is none of %v", v, rule)
			}
		case "anyOf", "oneOf":
			n := 0
			for _, one := range rule.([]any) {
				if c.passes(at, one.(map[string]any), v) {
					n++
				}
			}
			if n == 0 || keyword == "oneOf" && n > 1 {
				c.fail(at, "fits %d of %s", n, keyword)
			}
		case "properties", "required", "additionalProperties", "items", "uniqueItems", "minItems", "minimum", "maximum", "pattern", "format":
			c.keyword(at, keyword, rule, s, v)
		default:
			c.fail(at, "the schema has a keyword that this test does not know: %s", keyword)
		}
	}
}

func (c *checker) kind(at string, rule, v any) {
	names, ok := rule.([]any)
	if !ok {
		names = []any{rule}
	}
	for _, n := range names {
		switch x := v.(type) {
		case nil:
			ok = n == "null"
		case bool:
			ok = n == "boolean"
		case string:
			ok = n == "string"
		case float64:
			ok = n == "number" || n == "integer" && x == math.Trunc(x)
		case []any:
			ok = n == "array"
		case map[string]any:
			ok = n == "object"
		}
		if ok {
			return
		}
	}
	c.fail(at, "%v is no %v", v, rule)
}

func (c *checker) keyword(at, keyword string, rule any, s map[string]any, v any) {
	switch x := v.(type) {
	case map[string]any:
		properties, _ := s["properties"].(map[string]any)
		switch keyword {
		case "properties":
			for name, one := range properties {
				if got, ok := x[name]; ok {
					c.value(at+"."+name, one.(map[string]any), got)
				}
			}
		case "required":
			for _, name := range rule.([]any) {
				if _, ok := x[name.(string)]; !ok {
					c.fail(at, "%s is missing", name)
				}
			}
		case "additionalProperties":
			for name, got := range x {
				if _, known := properties[name]; known {
					continue
				}
				if rule == false {
					c.fail(at, "%s is not allowed", name)
				} else if one, ok := rule.(map[string]any); ok {
					c.value(at+"."+name, one, got)
				}
			}
		}
	case []any:
		switch keyword {
		case "items":
			for i, got := range x {
				c.value(fmt.Sprintf("%s[%d]", at, i), rule.(map[string]any), got)
			}
		case "minItems":
			if float64(len(x)) < rule.(float64) {
				c.fail(at, "%d items are fewer than %v", len(x), rule)
			}
		case "uniqueItems":
			seen := map[string]bool{}
			for i, got := range x {
				key, _ := json.Marshal(got)
				if rule == true && seen[string(key)] {
					c.fail(at, "item %d stands twice", i)
				}
				seen[string(key)] = true
			}
		}
	case float64:
		if keyword == "minimum" && x < rule.(float64) || keyword == "maximum" && x > rule.(float64) {
			c.fail(at, "%v is beyond the %s %v", x, keyword, rule)
		}
	case string:
		switch {
		case keyword == "pattern" && !regexp.MustCompile(rule.(string)).MatchString(x):
			c.fail(at, "%q does not match %s", x, rule)
		case keyword == "format":
			if _, err := url.Parse(x); err != nil || !utf8.ValidString(x) {
				c.fail(at, "%q is no %s", x, rule)
			}
		}
	}
}
