import java.util.regex.Pattern;

public class Names {
    private static final Pattern NAME = Pattern.compile("^[A-Za-z]+(?:\\s[A-Za-z]+)*$");

    public boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
