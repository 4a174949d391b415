// Package mojibake finds text that was decoded with the wrong encoding and undoes it, span by span.
//
// Two families are known. UTF-8 bytes read as an eight-bit code page ("cafÃ©", "ط±ط³ط§ظ„ط©") betray themselves: read
// back through the same code page they are well-formed UTF-8, which text almost never is by chance. Bytes of an
// Arabic code page read as a Western, Cyrillic or DOS one ("ÇáÞÇåÑÉ") hold no such proof; there the letter statistics
// decide: how surprising the text is as it stands against how surprising it is once undone, in bits.
// Layers are undone one after the other, so that text which went wrong twice or three times comes back in one step.
package mojibake
