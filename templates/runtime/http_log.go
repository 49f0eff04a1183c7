package runtime

import (
	"context"
	"log/slog"
	"time"
)

// callLog writes what happens in a call to a logger. Nothing but WithLogger makes
// one, so that the linker leaves the handlers of log/slog, and what they format
// with, out of programs that do not log calls.
type callLog func(ctx context.Context, r logRecord)

// logRecord is about an attempt of a call, about the retry after it, or about the
// problems of its response.
type logRecord struct {
	op       *operation
	out      outcome
	attempt  int
	retry    bool
	took     time.Duration // or how long the wait for the retry is
	status   int           // of the response that has problems
	problem  *Problem      // the first of them
	problems int
}

// WithLogger logs every attempt at debug level, and every retry at warning level. It
// also warns of a response with values of another kind than described, see [Problem].
// Records name the operation and the status; they never hold headers, queries or
// bodies. A logger of a call replaces that of the client; one with
// [slog.DiscardHandler] silences the call.
func WithLogger(logger *slog.Logger) Option {
	return anyOption(func(s *settings) {
		if logger == nil {
			s.reject("WithLogger: the logger is nil")
		}
		s.log = logTo(logger)
	})
}

func logTo(logger *slog.Logger) callLog {
	return func(ctx context.Context, r logRecord) {
		if r.problem != nil {
			logger.LogAttrs(ctx, slog.LevelWarn, errorPrefix+"response",
				slog.String("operation", r.op.name),
				slog.String("method", r.op.method),
				slog.String("path", r.op.path),
				slog.Int("attempt", r.attempt),
				slog.Int("status", r.status),
				slog.Int("problems", r.problems),
				slog.String("first", r.problem.String()))
			return
		}
		level, event, took := slog.LevelDebug, "request", "duration"
		if r.retry {
			level, event, took = slog.LevelWarn, "retry", "wait"
		}
		if !logger.Enabled(ctx, level) {
			return
		}
		var result slog.Attr
		if r.out.reply != nil {
			result = slog.Int("status", r.out.reply.statusCode)
		} else {
			result = slog.String("error", r.out.err.Error())
		}
		logger.LogAttrs(ctx, level, errorPrefix+event,
			slog.String("operation", r.op.name),
			slog.String("method", r.op.method),
			slog.String("path", r.op.path),
			slog.Int("attempt", r.attempt),
			result, slog.Duration(took, r.took))
	}
}

func (req *request) logAttempt(ctx context.Context, out outcome, attempt int, begin time.Time) {
	if log := req.settings.log; log != nil {
		log(ctx, logRecord{op: req.op, out: out, attempt: attempt, took: time.Since(begin)})
	}
}

func (req *request) logRetry(ctx context.Context, out outcome, attempt int, wait time.Duration) {
	if log := req.settings.log; log != nil {
		log(ctx, logRecord{op: req.op, out: out, attempt: attempt, retry: true, took: wait})
	}
}
