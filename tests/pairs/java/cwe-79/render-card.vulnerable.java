public class Cards {
    public String card(String title, String text) {
        StringBuilder html = new StringBuilder();
        html.append("<div class=\"card\"><h2>").append(title).append("</h2>");
        html.append("<p>").append(text).append("</p></div>");
        return html.toString();
    }
}
