HttpsURLConnection connection = (HttpsURLConnection) new URL(endpoint).openConnection();
connection.setConnectTimeout(2000);
connection.connect();
