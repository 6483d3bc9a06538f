class Hello {
    void hello(javax.servlet.http.HttpServletRequest request, javax.servlet.http.HttpServletResponse response)
            throws Exception {
        // ruleid: java-html-from-request
        response.getWriter().println("<h1>Hello " + request.getParameter("name") + "</h1>");
        String word = request.getParameter("word");
        // ruleid: java-html-from-request
        response.getWriter().write(word);
    }

    void safe(javax.servlet.http.HttpServletRequest request, javax.servlet.http.HttpServletResponse response)
            throws Exception {
        // ok: java-html-from-request
        response.getWriter().println("<h1>" + org.owasp.encoder.Encode.forHtml(request.getParameter("name")));
        // ok: java-html-from-request
        response.getWriter().println("<h1>Hello</h1>");
    }
}
