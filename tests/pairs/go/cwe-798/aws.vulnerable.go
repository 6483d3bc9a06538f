package app

import "github.com/aws/aws-sdk-go/aws/credentials"

func Session() *credentials.Credentials {
	return credentials.NewStaticCredentials("AKIAQX4Y7TRWK2M5N8PL", "q7Rk2Vw9Xz4Lm8Np3Ty6Ub1Hc5Jd0Gf2Se9Aa4Bx", "")
}
