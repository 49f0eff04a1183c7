package names

import (
	"go/token"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/words"
)

func TestWords(t *testing.T) {
	s := NewSpeller([]string{"GmbH"})
	for name, want := range map[string]string{
		"id":                     "ID",
		"Ids":                    "IDs",
		"userIds":                "UserIDs",
		"userIDs":                "UserIDs",
		"user_ids":               "UserIDs",
		"url":                    "URL",
		"ApiModel":               "APIModel",
		"APIModels":              "APIModels",
		"SmsMessageContents":     "SMSMessageContents",
		"x-account-id":           "XAccountID",
		"StackOne":               "StackOne",
		"stackone_create":        "StackOneCreate",
		"hris-legacy":            "HRISLegacy",
		"HRIS_LEGACY":            "HRISLegacy",
		"HTTPServer":             "HTTPServer",
		"identifier":             "Identifier",
		"httpstatus":             "Httpstatus",
		"oauth2Token":            "OAuth2Token",
		"FULL_TIME":              "FullTime",
		"USD":                    "USD",
		"af_ZA":                  "AfZA",
		"ISO3166_2SubDivision":   "ISO3166_2SubDivision",
		"1.10":                   "X1_10",
		"2fa":                    "X2fa",
		"2FA":                    "X2FA",
		"+1":                     "Plus1",
		"-1":                     "Minus1",
		"2024-01":                "X2024_01",
		"*bmp":                   "StarBmp",
		"bmp":                    "Bmp",
		"c++":                    "CPlusPlus",
		"$ref":                   "DollarRef",
		"<=":                     "LessEqual",
		"!":                      "Not",
		"a/b":                    "AB",
		"/":                      "Slash",
		"-":                      "Minus",
		"":                       "Empty",
		"...":                    "DotDotDot",
		"\U0001F600":             "U1F600",
		"😀 smile":                "Smile",
		"straße":                 "Straße",
		"été":                    "Été",
		"日本":                     "X日本",
		"ßig":                    "Xßig",
		"gmbh_name":              "GmbHName",
		"first name (legal)":     "FirstNameLegal",
		"JsonRpcMessageDto":      "JSONRPCMessageDto",
		"subResourceId":          "SubResourceID",
		"W2":                     "W2",
		"type":                   "Type",
		"\x00\u202e":             "U0000U202E",
		"iso8601":                "Iso8601",
		"Video Ads":              "VideoAds",
		"nullable_url2":          "NullableURL2",
		"XMLHttpRequest":         "XMLHTTPRequest",
		"ConnectorsMetaCategory": "ConnectorsMetaCategory",
	} {
		if got := Exported(s.Words(name)...); got != want {
			t.Errorf("%q is %s, not %s", name, got, want)
		}
	}
	for name, want := range map[string]string{
		"HRISEmployees": "hrisEmployees",
		"id":            "id",
		"2fa":           "x2fa",
		"日本":            "x日本",
		"type":          "xType",
		"ListAll":       "listAll",
	} {
		if got := Unexported(s.Words(name)...); got != want {
			t.Errorf("%q is %s, not %s", name, got, want)
		}
	}
}

// Whatever a name is made of, its Go form compiles and can be seen from outside.
func TestWordsAreIdentifiers(t *testing.T) {
	s := NewSpeller(nil)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(
			rapid.String(),
			rapid.StringMatching(`[-a-zA-Z0-9_+*.$ /]{0,12}`),
		).Draw(t, "name")
		parts := s.Words(name)
		if id := Exported(parts...); !token.IsIdentifier(id) || !token.IsExported(id) {
			t.Fatalf("%q is %q", name, id)
		}
		if id := Unexported(parts...); !token.IsIdentifier(id) || token.IsExported(id) {
			t.Fatalf("%q is %q inside the package", name, id)
		}
		constant := words.Join(append([]string{"Kind"}, parts...)...)
		if !token.IsIdentifier(constant) {
			t.Fatalf("%q is the constant %q", name, constant)
		}
	})
}
