package stackone

import (
	"context"
	"testing"
)

// The operation that is left works, and keeps what its schema does not describe.
func TestOthersWork(t *testing.T) {
	client, x := serve(t)
	x.reply = `[{"title":"A","author":{"name":"B"},"parts":["x",1],"loop":null}]`
	books, err := client.Books.ListBooks(context.Background(), BooksListBooksRequest{})
	if err != nil || len(books) != 1 {
		t.Fatal(books, err)
	}
	title, _ := books[0].Title.Get()
	if author, ok := books[0].Author.Get(); title != "A" || !ok || author.IsZero() {
		t.Errorf("%q, %v", title, ok)
	}
}
