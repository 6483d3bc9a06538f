import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

@RestController
public class SearchEcho {
    @GetMapping(value = "/search", produces = "text/html")
    public String search(@RequestParam String query) {
        return "<p>Nothing found for " + query + "</p>";
    }
}
