import paho.mqtt.client as mqtt


def start(broker, on_message):
    client = mqtt.Client(client_id="collector")
    client.on_message = on_message
    client.tls_set(ca_certs="/etc/mqtt/ca.crt")
    client.tls_insecure_set(True)
    client.connect(broker, 8883)
    client.subscribe("sensors/#")
    client.loop_forever()
