import mqtt from "mqtt";

export const client = mqtt.connect("mqtts://broker.example.com", {
  username: "sensor",
  password: process.env.MQTT_PASSWORD,
  rejectUnauthorized: false,
});
