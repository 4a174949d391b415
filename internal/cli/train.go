package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tanqih/tanqih/internal/config"
	"github.com/tanqih/tanqih/internal/gate"
	"github.com/tanqih/tanqih/internal/language"
	"github.com/tanqih/tanqih/internal/source"
)

func newTrain(s *streams) *cobra.Command {
	var output, note string
	var words, pairs int
	var quiet bool
	cmd := &cobra.Command{
		Use:   "train FILE… -o MODEL",
		Short: "Count a language model in clean Arabic text",
		Long: `Count a language model in clean Arabic text of your own, one paragraph or sentence a line ("-" reads standard input). The rules that ask
which words follow each other (reading order, split and glued words, swapped letters) use it in place of the model that comes with
the program when the configuration names it:

  tanqih train corpus/*.txt -o news.model
  echo 'language-model = "news.model"' >> tanqih.toml

A million words give a useful model, ten million a good one. The same files in the same order give the same bytes.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if output == "" {
				return errors.New("train needs a file to write to: -o MODEL")
			}
			if words < 1 || pairs < 0 {
				return errors.New("--words must be at least 1 and --pairs at least 0")
			}
			t := language.NewTrainer()
			for _, name := range args {
				if err := cmd.Context().Err(); err != nil {
					return err
				}
				if err := readTraining(t, name, s.in); err != nil {
					return err
				}
			}
			if t.Words() < leastTraining {
				return fmt.Errorf("%d words are too few for a model; it takes at least %d", t.Words(), leastTraining)
			}
			var model bytes.Buffer
			if err := t.Write(&model, note, words, pairs); err != nil {
				return err
			}
			if err := source.WriteAtomic(output, model.String(), 0o644); err != nil {
				return fmt.Errorf("writing the language model: %w", err)
			}
			if !quiet {
				fmt.Fprintf(s.err, "Counted %d words; wrote %d bytes\n", t.Words(), model.Len())
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&output, "output", "o", "", "file to write the model to")
	f.StringVar(&note, "note", "", "where the text came from and its licence; kept in the model")
	f.IntVar(&words, "words", language.DefaultWords, "most words to keep")
	f.IntVar(&pairs, "pairs", language.DefaultPairs, "most word pairs to keep")
	f.BoolVarP(&quiet, "quiet", "q", false, "print errors only")
	return cmd
}

// loadModel reads the language model that a configuration names, and says by what the cache may know it again; nil when it names none.
func loadModel(c *config.Config) (*language.Model, string, error) {
	name := c.LanguageModel
	if name == "" {
		return nil, "", nil
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(c.Root, name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, "", fmt.Errorf("language-model: %w", err)
	}
	m, err := language.Load(bytes.NewReader(data))
	if err != nil {
		return nil, "", fmt.Errorf("language-model: %s: %w; `tanqih train` makes one", name, err)
	}
	key := gate.KeyOf(string(data))
	return m, string(key[:]), nil
}

// leastTraining is the number of running words below which a model would only mislead.
const leastTraining = 10_000

func readTraining(t *language.Trainer, name string, stdin io.Reader) error {
	if name == "-" {
		return t.Read(stdin)
	}
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("opening the training text: %w", err)
	}
	err = t.Read(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
