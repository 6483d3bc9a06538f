@Controller
public class LoginController {
    @GetMapping("/continue")
    public String next(@RequestParam("to") String to) {
        if (!to.startsWith("/") || to.startsWith("//") || to.contains("\\")) {
            return "redirect:/";
        }
        return "redirect:" + to;
    }
}
