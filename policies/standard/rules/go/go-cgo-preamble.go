package main

// ok: go-cgo-preamble
import "fmt"

// ok: go-cgo-preamble
import "os"; /* The comment speaks of "C". */ import "time"

// ruleid: go-cgo-preamble
import "io"; /* static void run(char *command) { system(command); } */ import "C"

// ruleid: go-cgo-preamble
import "net"; import ( /* static int one(void) { return 1; } */ "C" )

// ok: go-cgo-preamble
const letter = "C"

func call(name string) {
	// ok: go-cgo-preamble
	fmt.Println(letter, os.Args, name, time.Now(), io.EOF, net.IPv4zero)
	C.run(C.CString(name))
}
