package main

import "testing"

func TestMultiply(t *testing.T) {
	const once = `openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: list
      tags: [Pets]
      x-speakeasy-group: shop.pets
      security: [{basic: []}]
      responses:
        "200":
          $ref: '#/components/responses/Pets'
tags:
  - name: Pets
components:
  securitySchemes:
    basic: {type: http}
  responses:
    Pets: {description: All}
  schemas:
    Pet:
      discriminator:
        propertyName: kind
        mapping: {cat: '#/components/schemas/Cat'}
      oneOf: [{$ref: '#/components/schemas/Cat'}]
    Cat:
      properties:
        tags: {type: array}
`
	const twice = `openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: list
      tags: [Pets]
      x-speakeasy-group: shop.pets
      security: [{basic: []}]
      responses:
        "200":
          $ref: '#/components/responses/Pets'
  /copy2/pets:
    get:
      operationId: listCopy2
      tags: [PetsCopy2]
      x-speakeasy-group: shopCopy2.pets
      security: [{basic: []}]
      responses:
        "200":
          $ref: '#/components/responses/PetsCopy2'
tags:
  - name: Pets
  - name: PetsCopy2
components:
  securitySchemes:
    basic: {type: http}
  responses:
    Pets: {description: All}
    PetsCopy2: {description: All}
  schemas:
    Pet:
      discriminator:
        propertyName: kind
        mapping: {cat: '#/components/schemas/Cat'}
      oneOf: [{$ref: '#/components/schemas/Cat'}]
    Cat:
      properties:
        tags: {type: array}
    PetCopy2:
      discriminator:
        propertyName: kind
        mapping: {cat: '#/components/schemas/CatCopy2'}
      oneOf: [{$ref: '#/components/schemas/CatCopy2'}]
    CatCopy2:
      properties:
        tags: {type: array}
`
	for copies, want := range map[int]string{1: once, 2: twice} {
		got, err := multiply([]byte(once), copies)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%d times:\n%s\nwant\n%s", copies, got, want)
		}
	}
	if _, err := multiply([]byte("[]"), 2); err == nil {
		t.Error("a list is not a description, but there is no error")
	}
}
