class Ping {
    void ping(String host) throws Exception {
        // ruleid: java-runtime-exec
        Runtime.getRuntime().exec("ping " + host);
        Runtime runtime = Runtime.getRuntime();
        // ruleid: java-runtime-exec
        runtime.exec(host);
    }

    void safe(java.util.concurrent.Executor pool, Runnable work) throws Exception {
        // ok: java-runtime-exec
        Runtime.getRuntime().exec("uptime");
        // ok: java-runtime-exec
        pool.execute(work);
    }
}
