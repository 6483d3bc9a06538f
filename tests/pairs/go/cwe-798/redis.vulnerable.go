package app

import "github.com/redis/go-redis/v9"

func Connect() *redis.Client {
	return redis.NewClient(&redis.Options{Addr: "cache:6379", Password: "Kestrel-88-moss"})
}
