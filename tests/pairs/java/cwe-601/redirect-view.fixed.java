import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

@Controller
public class ShortLinkController {
    private static final Map<String, String> LINKS = Map.of("docs", "https://docs.example.com/");

    @GetMapping("/go")
    public RedirectView go(@RequestParam("url") String url) {
        return new RedirectView(LINKS.getOrDefault(url, "/"));
    }
}
