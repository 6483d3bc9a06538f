class Login {
    void login(javax.servlet.http.HttpServletRequest request, javax.servlet.http.HttpServletResponse response)
            throws Exception {
        // ruleid: java-open-redirect
        response.sendRedirect(request.getParameter("next"));
        String target = request.getParameter("target");
        // ruleid: java-open-redirect
        response.sendRedirect(target);
    }

    void safe(javax.servlet.http.HttpServletResponse response, String context) throws Exception {
        // ok: java-open-redirect
        response.sendRedirect("/home");
        // ok: java-open-redirect
        response.sendRedirect(context + "/home");
    }
}
