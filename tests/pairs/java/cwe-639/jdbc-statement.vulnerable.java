protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try (PreparedStatement query = connection.prepareStatement("SELECT amount FROM statements WHERE account = ?")) {
        query.setString(1, request.getParameter("account"));
        print(query.executeQuery(), response);
    } catch (SQLException failure) {
        response.sendError(500);
    }
}
