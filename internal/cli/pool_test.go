package cli

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func count1000(_ context.Context, yield func(int) error) error {
	for i := range 1000 {
		if err := yield(i); err != nil {
			return err
		}
	}
	return nil
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	var got []int
	var running, most atomic.Int32
	err := ordered(context.Background(), 4, count1000, func(i int) int {
		if n := running.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer running.Add(-1)
		if i%100 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i * i
	}, func(square int) error { got = append(got, square); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1000 || !slices.IsSorted(got) {
		t.Errorf("%d results, in order: %v", len(got), slices.IsSorted(got))
	}
	if most.Load() > 4 {
		t.Errorf("%d at once, want at most 4", most.Load())
	}
}

func TestOrderedStops(t *testing.T) {
	stop := errors.New("stop")
	for _, c := range []struct {
		name    string
		produce func(context.Context, func(int) error) error
		consume func(int) error
		cancel  bool
		want    error
	}{
		{"when a result cannot be used", count1000, func(i int) error {
			if i == 10 {
				return stop
			}
			return nil
		}, false, stop},
		{"when no more can be had", func(_ context.Context, yield func(int) error) error {
			if err := yield(1); err != nil {
				return err
			}
			return stop
		}, func(int) error { return nil }, false, stop},
		{"when it is interrupted", count1000, func(int) error { return nil }, true, context.Canceled},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if c.cancel {
				cancel()
			}
			if err := ordered(ctx, 3, c.produce, func(i int) int { return i }, c.consume); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}
