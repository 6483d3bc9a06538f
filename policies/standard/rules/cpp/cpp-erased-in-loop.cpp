void f(std::map<int, Row>& rows) {
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        if (it->second.old())
            // ruleid: cpp-erased-in-loop
            rows.erase(it);
    }
    for (auto it = rows.begin(); it != rows.end(); it++) {
        if (it->second.old()) {
            // ruleid: cpp-erased-in-loop
            rows.erase(it);
        }
    }
    for (auto it = rows.begin(); it != rows.end();) {
        // ok: cpp-erased-in-loop
        it = rows.erase(it);
    }
    for (auto it = rows.begin(); it != rows.end(); ++it) {
        if (it->second.old()) {
            // ok: cpp-erased-in-loop
            rows.erase(it);
            break;
        }
    }
}
