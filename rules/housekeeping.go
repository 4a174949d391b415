package rules

// The rules that speak of suppressions and of fixes, not of texts: the program reports them itself, whatever rules are selected.
var (
	UnusedSuppression = &Rule{
		Code: "SUP001", Name: "unused-suppression", Severity: Warning, Since: "0.1.0",
		Summary: "a suppression that suppresses nothing",
		Doc: "A line of the file of suppressions, or a comment in a document, that accepts a finding which is no longer there. Its rule ran over everything\n" +
			"that the suppression may belong to. Remove it: left behind, it would hide the defect when it comes back.",
	}
	MalformedSuppression = &Rule{
		Code: "SUP002", Name: "malformed-suppression", Severity: Error, Since: "0.1.0",
		Summary: "a suppression that cannot be understood, and therefore suppresses nothing",
		Doc:     "A line of the file of suppressions, or a comment in a document, that names no rule or has not the form that it must have. It suppresses nothing.",
	}
	RefusedFix = &Rule{
		Code: "FIX001", Name: "refused-fix", Severity: Error, Since: "0.1.0",
		Summary: "a fix that was not applied",
		Doc: "A fix would have changed more than it promised, or the fixes of some rules do not settle. The document was left as it was, and the exit code is 2.\n" +
			"It cannot be ignored. Please report it, with the document.",
	}
)

// Housekeeping lists the rules that have no [Rule.Check]; [All] does not hold them.
func Housekeeping() []*Rule { return []*Rule{RefusedFix, UnusedSuppression, MalformedSuppression} }
