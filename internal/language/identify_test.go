package language

import (
	"strings"
	"testing"
)

func TestIdentify(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"arabic", "كتب المدير إلى الموظفين رسالة قصيرة عن مواعيد العمل في الصيف.", "ar"},
		{"arabic without function words", "مكتبة المدينة الكبيرة", "ar"},
		{"arabic typed with a Persian keyboard", "وصل المسافرون إلی المدینة بعد رحلة طویلة فی الجبال", "ar"},
		{"arabic stored right to left", "ةسردملا ىلإ لوصولا لبق سمأ ةديرجلا دمحأ أرق", "ar"},
		{"arabic in presentation forms", "ﻛﺘﺐ ﺍﻟﻤﺪﻳﺮ ﺭﺳﺎﻟﺔ ﻗﺼﻴﺮﺓ", "ar"},
		{"arabic with a borrowed letter", "زار چارلز بيت الشعر في القاهرة قبل أن يعود إلى لندن في المساء", "ar"},
		{"persian", "دیروز با دوستانم به کتابخانه رفتیم و چند کتاب گرفتیم.", "fa"},
		{"persian with Arabic kaf and yeh", "اين كتاب را ديروز از كتابخانه گرفتم و امروز مي خوانم", "fa"},
		{"urdu", "آج صبح ہم سب نے مل کر ناشتہ کیا اور پھر بازار گئے۔", "ur"},
		{"sorani", "ئەمڕۆ چووین بۆ بازاڕ و هەندێک کتێبمان کڕی", "ckb"},
		{"uyghur", "بۈگۈن بىز كىتابخانىغا بېرىپ كىتاب ئوقۇدۇق", "ug"},
		{"hebrew", "הלכנו אתמול עם הילדים אל הספרייה של העיר", "he"},
		{"yiddish", "מיר זענען געגאנגען אין ביבליאטעק און האבן געלייענט דאס בוך", "yi"},
		{"english", "The children walked to the library and borrowed a few books.", "en"},
		{"french", "Les enfants sont allés à la bibliothèque et ont emprunté des livres.", "fr"},
		{"spanish", "Los niños fueron a la biblioteca y pidieron unos libros para la semana.", "es"},
		{"german", "Die Kinder gingen in die Bibliothek und liehen sich einige Bücher aus.", "de"},
		{"turkish", "Çocuklar kütüphaneye gitti ve bir kaç kitap ödünç aldı, sonra da eve döndü.", "tr"},
		{"russian", "Дети пошли в библиотеку и взяли несколько книг, чтобы читать вслух.", "ru"},
		{"arabic with Latin names", "يعمل فريق Microsoft في مدينة Redmond على نسخة جديدة من البرنامج", "ar"},
		{"numbers", "12/03/2019 - 45", "und"},
		{"too short", "من", "und"},
		{"empty", "", "und"},
		{"a name", "Kowalski Brown", "und"},
		{"bytes that are not UTF-8", "\xff\xfe\xd8", "und"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Identify(tt.text); got != tt.want {
				t.Errorf("Identify = %q, want %q", got, tt.want)
			}
			if got := IdentifyLine(tt.text); got != tt.want {
				t.Errorf("IdentifyLine = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestIdentifyLongTextBySamples(t *testing.T) {
	ar := strings.Repeat("زار الوفد مصنع السيارات في ضاحية المدينة قبل أن يعود إلى الفندق. ", 3000)
	en := strings.Repeat("Abstract: this is what the study found in the field. ", 20)
	if got := Identify(en + ar); got != "ar" {
		t.Errorf("Identify = %q, want ar: the larger part decides", got)
	}
}

func TestSurvey(t *testing.T) {
	s := surveyOf([]string{"سلامٌ في abc 12 ١٢ שלום", "ﻓﻲ از"})
	if s.letters[Arabic] != 10 || s.letters[Latin] != 3 || s.letters[Hebrew] != 4 || s.ar != 1 || s.fa != 1 {
		t.Errorf("survey = %+v", s)
	}
	if s.main() != Arabic {
		t.Errorf("main = %v", s.main())
	}
}

func BenchmarkIdentify(b *testing.B) {
	for name, text := range map[string]string{
		"arabic2k":   strings.Repeat("زار الوفد مصنع السيارات في ضاحية المدينة قبل أن يعود إلى الفندق. ", 18),
		"english2k":  strings.Repeat("Abstract: this is what the study found in the field. ", 40),
		"arabic200k": strings.Repeat("زار الوفد مصنع السيارات في ضاحية المدينة قبل أن يعود إلى الفندق. ", 1800),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Identify(text)
			}
		})
	}
}
