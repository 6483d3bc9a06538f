package client

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address, grpc.WithTransportCredentials(credentials.NewClientTLSFromCert(nil, "")))
}
