import java.io.IOException;

public class Converter {
    public void convert(String input, String output) throws IOException {
        new ProcessBuilder("convert", input, "-resize", "200x200", output).start();
    }
}
