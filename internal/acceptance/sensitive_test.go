package acceptance_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// TestSecretsOfSessionsAreNotPrinted looks for the token and the link of a session in what
// an app is likely to print by mistake.
func TestSecretsOfSessionsAreNotPrinted(t *testing.T) {
	var session stackone.ConnectSessionTokenAuthLink
	if err := json.Unmarshal([]byte(createdSession), &session); err != nil {
		t.Fatal(err)
	}
	session.Token, session.AuthLinkURL = "hidden-token", "https://hidden.example.com"
	authenticate := stackone.ConnectSessionAuthenticate{Token: "hidden-token"}
	for _, v := range []any{session, &session, authenticate, &authenticate, stackone.Some(&session), []any{session}} {
		var out bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		fmt.Fprintln(&out, v)
		slog.New(slog.NewTextHandler(&out, nil)).Info("text", "v", v)
		if text := out.String(); strings.Contains(text, "hidden") || strings.Count(text, "***") < 6 {
			t.Errorf("%T is printed as\n%s", v, text)
		}
	}
	for _, v := range []any{session, authenticate} {
		if _, ok := v.(slog.LogValuer); !ok {
			t.Errorf("%T is no slog.LogValuer", v)
		}
		if !strings.Contains(encode(t, v), "hidden-token") {
			t.Errorf("the JSON of %T has no token", v)
		}
	}
	if _, ok := any(stackone.ConnectSession{}).(slog.LogValuer); ok {
		t.Error("a model without secrets has methods to hide them")
	}
}
