package rules

func beyondRepair(d *Document) bool { return false }
