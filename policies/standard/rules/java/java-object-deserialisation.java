import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

class Session {
    Object load(InputStream input) throws Exception {
        ObjectInputStream stream = new ObjectInputStream(input);
        // ruleid: java-object-deserialisation
        return stream.readObject();
    }

    Object loadAtOnce(InputStream input) throws Exception {
        // ruleid: java-object-deserialisation
        return new ObjectInputStream(input).readObject();
    }

    void safe(ObjectOutputStream stream, com.fasterxml.jackson.databind.ObjectMapper mapper, String text) throws Exception {
        // ok: java-object-deserialisation
        stream.writeObject(text);
        // ok: java-object-deserialisation
        mapper.readValue(text, Session.class);
    }

    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        // ok: java-object-deserialisation
        this.name = (String) stream.readObject();
    }
}
