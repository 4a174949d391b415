package cli

import (
	"context"
	"fmt"
	"sync"
)

// ordered works on what produce yields, in parallel, and hands the results to consume in the order of the yields. No more than a
// few results per worker wait at any time, so that memory does not grow with their number. It stops at the first error of
// produce or consume; produce sees that its ctx has ended.
func ordered[T, R any](ctx context.Context, workers int, produce func(context.Context, func(T) error) error, work func(T) R, consume func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		item T
		done chan R
	}
	jobs := make(chan job)
	waiting := make(chan chan R, 3*workers)
	var produced error
	go func() {
		defer close(waiting)
		defer close(jobs)
		defer func() {
			if v := recover(); v != nil {
				produced = fmt.Errorf("internal error: %v; please report it with what you ran", v)
			}
		}()
		produced = produce(ctx, func(item T) error {
			j := job{item, make(chan R, 1)}
			select {
			case waiting <- j.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			jobs <- j
			return nil
		})
	}()
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for j := range jobs {
				j.done <- work(j.item)
			}
		})
	}
	var failed error
	for done := range waiting {
		result := <-done
		if failed == nil {
			if failed = consume(result); failed != nil {
				cancel()
			}
		}
	}
	group.Wait()
	if failed != nil {
		return failed
	}
	return produced
}
