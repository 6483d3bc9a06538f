package app

import "github.com/aws/aws-sdk-go/aws/credentials"

func Session() *credentials.Credentials {
	return credentials.NewEnvCredentials()
}
