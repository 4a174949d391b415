package rules

import (
	_ "embed"
	"strings"
	"sync"
)

// clauseEnd says whether a clause can end with a word.
type clauseEnd uint8

const (
	mayEnd      clauseEnd = iota
	seldomEnds            // a clause seldom does
	conjunction           // a conjunction: an aside may follow it, behind a comma
	neverEnds             // no clause does
)

//go:embed data/open_words.txt
var openWordData string

var clauseEndTable = sync.OnceValue(func() map[string]map[string]clauseEnd {
	kinds := map[string]clauseEnd{"join": conjunction, "open": neverEnds, "loose": seldomEnds}
	table := map[string]map[string]clauseEnd{}
	for line := range strings.Lines(openWordData) {
		head, list, ok := strings.Cut(line, ": ")
		language, kind, named := strings.Cut(head, " ")
		if !ok || !named || kinds[kind] == mayEnd {
			continue
		}
		if table[language] == nil {
			table[language] = map[string]clauseEnd{}
		}
		for w := range strings.FieldsSeq(list) {
			table[language][w] = kinds[kind]
		}
	}
	return table
})

// clauseEnds are the words of a language that a clause hardly ends with.
func clauseEnds(language string) map[string]clauseEnd { return clauseEndTable()[language] }
