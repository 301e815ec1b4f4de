package io.mqttproxy.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates and changes lines of a password file, for the {@code password} command. */
public final class PasswordFileEditor {
    private static final Set<PosixFilePermission> FOR_EVERYBODY = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private PasswordFileEditor() {}

    /**
     * Creates a line for a password file, with a new bcrypt hash.
     *
     * @throws IllegalArgumentException when a password file cannot contain this user name or password
     */
    public static String line(String user, String password) {
        require(!user.isBlank() && user.equals(user.trim()), "a user name must not be empty nor have blanks around it");
        require(user.indexOf(':') < 0, "a user name must not contain a colon");
        require(!user.startsWith("#"), "a user name must not begin with #");
        require(user.chars().noneMatch(Character::isISOControl), "a user name must not contain control characters");
        require(!password.isEmpty(), "a password must not be empty");
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        require(
                bytes.length <= BcryptHash.MAX_PASSWORD_BYTES,
                "a password must not be longer than " + BcryptHash.MAX_PASSWORD_BYTES + " bytes");
        return user + ":" + BcryptHash.create(bytes, new SecureRandom());
    }

    /**
     * Replaces the user's line, or appends one. Readers never see an incomplete file, because a
     * temporary file is written and then moved over the old one. A new file is readable only by its
     * owner. An existing file keeps its owner, group and permissions, except that others lose all
     * access.
     *
     * @throws IllegalArgumentException as for {@link #line}
     */
    public static void put(Path file, String user, String password) throws IOException {
        String line = line(user, password);
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        List<String> lines = Files.exists(target) ? new ArrayList<>(Files.readAllLines(target)) : new ArrayList<>();
        int index = indexOf(user, lines);
        if (index < 0) {
            lines.add(line);
        } else {
            lines.set(index, line);
        }
        // createTempFile makes the file accessible only to its owner.
        Path aside = Files.createTempFile(target.getParent(), ".passwords", ".tmp");
        try {
            Files.write(aside, lines);
            copyAccess(target, aside);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static int indexOf(String user, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(':');
            if (colon >= 0 && lines.get(i).substring(0, colon).trim().equals(user)) {
                return i;
            }
        }
        return -1;
    }

    private static void copyAccess(Path from, Path to) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null || !Files.exists(from)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
        view.setOwner(old.owner());
        view.setGroup(old.group());
        Set<PosixFilePermission> permissions = EnumSet.copyOf(old.permissions());
        permissions.removeAll(FOR_EVERYBODY);
        view.setPermissions(permissions);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
