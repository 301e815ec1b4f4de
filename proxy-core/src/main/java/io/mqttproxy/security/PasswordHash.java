package io.mqttproxy.security;

/** A stored password hash of one of the known formats. Immutable; safe for all threads. */
sealed interface PasswordHash permits Argon2idHash, BcryptHash, MosquittoPbkdf2Hash, MosquittoSha512Hash {

    /**
     * Whether the password is the one that was hashed. Takes from microseconds to a second of processor time, so it
     * never runs on an event loop. Compares in constant time.
     */
    boolean matches(byte[] password);

    /**
     * Reads a hash by its prefix.
     *
     * @throws IllegalArgumentException when it is none; the message does not contain the text, which may be a password
     */
    static PasswordHash parse(String text) {
        if (text.startsWith("$2")) {
            return BcryptHash.parse(text);
        }
        if (text.startsWith("$argon2id$")) {
            return Argon2idHash.parse(text);
        }
        if (text.startsWith("$7$")) {
            return MosquittoPbkdf2Hash.parse(text);
        }
        if (text.startsWith("$6$")) {
            return MosquittoSha512Hash.parse(text);
        }
        throw new IllegalArgumentException("this is no bcrypt, Argon2id or mosquitto_passwd hash");
    }
}
