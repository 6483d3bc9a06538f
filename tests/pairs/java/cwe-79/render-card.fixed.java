import org.springframework.web.util.HtmlUtils;

public class Cards {
    public String card(String title, String text) {
        StringBuilder html = new StringBuilder();
        html.append("<div class=\"card\"><h2>").append(HtmlUtils.htmlEscape(title)).append("</h2>");
        html.append("<p>").append(HtmlUtils.htmlEscape(text)).append("</p></div>");
        return html.toString();
    }
}
