package rules

var _ = register(Rule{
	Code:    "OCR003",
	Name:    "broken-word-salad",
	Summary: "lines whose words are mostly unknown",
	Doc: `Where optical recognition fails on a page, it still writes letters in plausible order, but the words are none. The rule reports stretches
of at least four lines in an Arabic document in which the model of the language knows hardly a third of the words; text whose very letters are
improbable is ARA010. Pages like these have to be recognised again, from a better image.`,
	Since:    "0.1.0",
	Severity: Warning,
	Stage:    StageTypography,
	Scope:    ScopeDocument,
	Trigger:  Trigger{Classes: Arabic},
	Bad: "المكثيه الوظبيه العدنمه قى المدسبه\nوالفراع الدنن بروروبها كل صباخ\n" +
		"الكثات الحدند الدى بشز السبه الماصبه\nوالمولق الدى كثبه قى السخن الغديم\n",
	Good: "المكتبة الوطنية القديمة في المدينة\nوالقراء الذين يزورونها كل صباح\n" +
		"الكتاب الجديد الذي نشر السنة الماضية\nوالمؤلف الذي كتبه في السجن القديم\n",
	Check: func(p *Pass) { reportSenseless(p, salad) },
})
