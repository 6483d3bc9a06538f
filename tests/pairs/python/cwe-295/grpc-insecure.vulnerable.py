import grpc

from payments.v1 import payments_pb2_grpc


def make_stub(address, root_certificates):
    channel = grpc.insecure_channel(address)
    return payments_pb2_grpc.PaymentsStub(channel)
