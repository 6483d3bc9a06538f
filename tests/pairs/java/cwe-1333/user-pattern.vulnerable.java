import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class LogController {
    @GetMapping("/logs")
    public List<String> find(@RequestParam String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return lines().stream().filter(line -> compiled.matcher(line).find()).collect(Collectors.toList());
    }
}
