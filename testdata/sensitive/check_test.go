package stackone

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSensitiveMembers(t *testing.T) {
	account := Account{
		Name: "seen", Password: "hidden", Token: Some("hidden"), Secret: Some("hidden"), Pin: Some(int64(4711)),
		Reference: Some("hidden"), Deep: Some(&AccountDeep{A: Some("hidden")}),
		FormatField: Some("seen"), LogValueField: Some("seen"),
	}
	made := Made{Account: Some(&account), Plain: Some("seen"), Format: Some("seen")}
	shown := `{"name":"seen","password":"***","token":"***","secret":"***","pin":"***","reference":"***","deep":"***","format":"seen","log_value":"seen"}`
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		want(t, verb, fmt.Sprintf(verb, account), shown)
		want(t, verb+" of a pointer", fmt.Sprintf(verb, &account), shown)
		request := struct{ Body Account }{account}
		for _, v := range []any{made, &made, request, []Account{account}} {
			if text := fmt.Sprintf(verb, v); strings.Contains(text, "hidden") || strings.Contains(text, "4711") || !strings.Contains(text, "***") {
				t.Errorf("%s of %T: %s", verb, v, text)
			}
		}
	}
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("made", "account", account)
	if !strings.Contains(out.String(), `"account":`+shown) {
		t.Errorf("logged as %s", out.String())
	}
	text, err := json.Marshal(account)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "hidden"); n != 5 || strings.Contains(string(text), "***") {
		t.Errorf("written as %s", text)
	}
	if _, ok := any(made).(slog.LogValuer); ok {
		t.Error("a model without sensitive members of its own has methods to hide them")
	}
}
