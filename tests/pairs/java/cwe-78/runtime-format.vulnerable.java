import java.io.IOException;

public class Converter {
    public void convert(String input, String output) throws IOException {
        String command = String.format("convert %s -resize 200x200 %s", input, output);
        Runtime.getRuntime().exec(command);
    }
}
