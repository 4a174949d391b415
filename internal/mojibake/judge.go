package mojibake

// Judgement says how well bytes read as Arabic in one code page.
type Judgement struct {
	Page    *CodePage
	Text    string
	Letters int // Arabic letters
	High    int // bytes beyond ASCII
	Cost    int // of the whole text for each Arabic letter in it, in tenths of a bit; running Arabic costs 40 to 50
}

// Same reports whether both code pages give one text.
func (j Judgement) Same(k Judgement) bool { return j.Text == k.Text }

// JudgeArabic reads the bytes in each Arabic code page that gives all of them a meaning. Of code pages that give one text
// the first stands for all.
func JudgeArabic(raw []byte) []Judgement {
	high := 0
	for _, b := range raw {
		if b >= 0x80 {
			high++
		}
	}
	var out []Judgement
pages:
	for _, page := range arabicPages() {
		text, ok := page.strictly(raw)
		if !ok {
			continue
		}
		for _, j := range out {
			if j.Text == text {
				continue pages
			}
		}
		j := Judgement{Page: page, Text: text, High: high}
		mt := newMeter("")
		for _, r := range text {
			before, letters := mt.total, mt.letters
			mt.add(r)
			if r < 0x80 && mt.letters == letters {
				mt.total = before // ASCII is the same in all of them
			}
		}
		if j.Letters = mt.letters; j.Letters == 0 {
			continue
		}
		j.Cost = mt.total / j.Letters
		out = append(out, j)
	}
	return out
}
