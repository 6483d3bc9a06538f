import grpc

from payments.v1 import payments_pb2_grpc


def make_stub(address, root_certificates):
    channel = grpc.secure_channel(address, grpc.ssl_channel_credentials(root_certificates))
    return payments_pb2_grpc.PaymentsStub(channel)
