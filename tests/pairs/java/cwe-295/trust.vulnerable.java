HttpsURLConnection connection = (HttpsURLConnection) new URL(endpoint).openConnection();
connection.setHostnameVerifier((host, session) -> true);
connection.connect();
