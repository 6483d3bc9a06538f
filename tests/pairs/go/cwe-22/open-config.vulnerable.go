package app

import "os"

func Load(name string) ([]byte, error) {
	return os.ReadFile("/etc/app/profiles/" + name + ".json")
}
