/* A disk that fails when it is told to, and that remembers what was done to it: for the campaigns, by LD_PRELOAD.
 *
 * Only what lies below the folder that is watched counts. A call that is to fail does nothing and says why, but for a
 * write that the disk has no room for: half of it is written first, as a disk does. What is recorded is enough to tell
 * what may stand on a disk after its power was cut (power_cut.py).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 65536
#define LONGEST 4096
#define MOST_CALLS 1000000

enum manner { ONCE = 0, FULL = 1, GONE = 2, KILLED = 3 };

static pthread_mutex_t guard = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char watched[LONGEST];
static size_t watched_length;
static char *paths[MOST_FILES];
static long count, failing;
static int code, manner, recording = -1;
static char kinds[MOST_CALLS];
static long failures;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_watched(const char *path)
{
    return path != NULL && watched_length > 0 && strncmp(path, watched, watched_length) == 0;
}

static const char *path_of(int file)
{
    return file >= 0 && file < MOST_FILES ? paths[file] : NULL;
}

/* Does a disk that has no room refuse this kind of call? */
static int needs_room(char kind)
{
    return strchr("cwtm", kind) != NULL;
}

/* Count a call of a kind; true where it is the one to fail, or comes after it on a disk that stays as it is. */
static int is_to_fail(char kind)
{
    int fails = 0;
    count++;
    if (count < MOST_CALLS)
        kinds[count] = kind;
    if (failing > 0 && count >= failing) {
        if (manner == KILLED && kind != 'w')
            kill(getpid(), SIGKILL);
        if (manner == ONCE || manner == KILLED)
            fails = count == failing;
        else if (manner == FULL)
            fails = needs_room(kind);
        else
            fails = 1;
    }
    failures += fails;
    return fails;
}

static void put(const void *what, size_t size)
{
    const char *from = what;
    while (size > 0) {
        ssize_t done = REAL(write)(recording, from, size);
        if (done <= 0)
            abort();
        from += done;
        size -= (size_t)done;
    }
}

/* One line of what was done: a kind, two numbers, two texts or one text and data. */
static void record(char kind, uint64_t one, uint64_t two, const void *first, uint32_t first_size, const void *second,
                   uint32_t second_size)
{
    if (recording < 0)
        return;
    put(&kind, 1);
    put(&one, 8);
    put(&two, 8);
    put(&first_size, 4);
    put(&second_size, 4);
    put(first, first_size);
    put(second, second_size);
}

static uint64_t inode_of(int file)
{
    struct stat found;
    return fstat(file, &found) == 0 ? (uint64_t)found.st_ino : 0;
}

static void record_paths(char kind, const char *first, const char *second)
{
    record(kind, 0, 0, first, (uint32_t)strlen(first), second, second == NULL ? 0 : (uint32_t)strlen(second));
}

/* What the campaigns call. */

void faulty_watch(const char *folder)
{
    pthread_mutex_lock(&guard);
    snprintf(watched, sizeof watched, "%s", folder);
    watched_length = strlen(watched);
    pthread_mutex_unlock(&guard);
}

void faulty_fail(long nth, int error, int how)
{
    pthread_mutex_lock(&guard);
    count = 0;
    failures = 0;
    failing = nth;
    code = error;
    manner = how;
    pthread_mutex_unlock(&guard);
}

long faulty_count(void)
{
    return count;
}

long faulty_failures(void)
{
    return failures;
}

char faulty_kind(long nth)
{
    return nth > 0 && nth < MOST_CALLS ? kinds[nth] : 0;
}

void faulty_record(int file)
{
    recording = file;
}

void faulty_note(long number)
{
    pthread_mutex_lock(&guard);
    record('n', (uint64_t)number, 0, "", 0, "", 0);
    pthread_mutex_unlock(&guard);
}

/* The calls. */

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode)
{
    int file, is_new, making = (flags & O_CREAT) != 0;
    if (!is_watched(path))
        return real(path, flags, mode);
    pthread_mutex_lock(&guard);
    is_new = making && access(path, F_OK) != 0;
    if (is_to_fail(is_new ? 'c' : 'o')) {
        pthread_mutex_unlock(&guard);
        errno = code;
        return -1;
    }
    file = real(path, flags, mode);
    if (file >= 0 && file < MOST_FILES) {
        free(paths[file]);
        paths[file] = strdup(path);
        if (is_new)
            record('c', inode_of(file), 0, path, (uint32_t)strlen(path), "", 0);
        else if (flags & O_TRUNC)
            record('t', inode_of(file), 0, "", 0, "", 0);
    }
    pthread_mutex_unlock(&guard);
    return file;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        mode_t mode;                                                                                                   \
        va_start(rest, flags);                                                                                         \
        mode = (mode_t)va_arg(rest, int);                                                                              \
        va_end(rest);                                                                                                  \
        return opened((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name), path, flags, mode);                    \
    }
OPEN(open)
OPEN(open64)

int close(int file)
{
    int done, fails = 0;
    if (path_of(file) == NULL)
        return REAL(close)(file);
    pthread_mutex_lock(&guard);
    fails = is_to_fail('x');
    free(paths[file]);
    paths[file] = NULL;
    done = REAL(close)(file); /* Linux lets it go even where it then tells of an error */
    pthread_mutex_unlock(&guard);
    if (fails) {
        errno = code;
        return -1;
    }
    return done;
}

static ssize_t written(int file, const void *data, size_t size, off_t at, int moves)
{
    ssize_t done;
    pthread_mutex_lock(&guard);
    if (is_to_fail('w')) {
        if ((code == ENOSPC || manner == KILLED) && size > 1) { /* half of it is written still */
            uint64_t inode = inode_of(file);

            done = ((ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, data, size / 2,
                                                                                                    at);
            if (done > 0)
                record('w', inode, (uint64_t)at, "", 0, data, (uint32_t)done);
        }
        if (manner == KILLED)
            kill(getpid(), SIGKILL);
        pthread_mutex_unlock(&guard);
        errno = code;
        return -1;
    }
    if (moves)
        done = REAL(write)(file, data, size);
    else
        done = ((ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, data, size, at);
    if (done > 0)
        record('w', inode_of(file), (uint64_t)at, "", 0, data, (uint32_t)done);
    pthread_mutex_unlock(&guard);
    return done;
}

ssize_t write(int file, const void *data, size_t size)
{
    off_t at;
    if (path_of(file) == NULL)
        return REAL(write)(file, data, size);
    at = (fcntl(file, F_GETFL) & O_APPEND) ? lseek(file, 0, SEEK_END) : lseek(file, 0, SEEK_CUR);
    return written(file, data, size, at, 1);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at)
{
    if (path_of(file) == NULL)
        return REAL(pwrite64)(file, data, size, at);
    return written(file, data, size, at, 0);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
    return pwrite64(file, data, size, at);
}

ssize_t writev(int file, const struct iovec *parts, int many)
{
    if (path_of(file) == NULL)
        return REAL(writev)(file, parts, many);
    errno = ENOSYS; /* nothing of ours uses it; were that to change, a campaign says so */
    return -1;
}

/* Copies within the kernel are declined, so that Python copies by reading and writing. */
ssize_t sendfile64(int to, int from, off64_t *at, size_t size)
{
    (void)to, (void)from, (void)at, (void)size;
    errno = ENOSYS;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *at, size_t size)
{
    return sendfile64(to, from, (off64_t *)at, size);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t size, unsigned int flags)
{
    (void)to, (void)from, (void)at, (void)there, (void)size, (void)flags;
    errno = ENOSYS;
    return -1;
}

#define ON_FILE(kind, file)                                                                                            \
    pthread_mutex_lock(&guard);                                                                                        \
    if (is_to_fail(kind)) {                                                                                            \
        pthread_mutex_unlock(&guard);                                                                                  \
        errno = code;                                                                                                  \
        return -1;                                                                                                     \
    }

ssize_t read(int file, void *data, size_t size)
{
    if (path_of(file) != NULL) {
        ON_FILE('r', file)
        pthread_mutex_unlock(&guard);
    }
    return REAL(read)(file, data, size);
}

ssize_t pread64(int file, void *data, size_t size, off64_t at)
{
    if (path_of(file) != NULL) {
        ON_FILE('r', file)
        pthread_mutex_unlock(&guard);
    }
    return REAL(pread64)(file, data, size, at);
}

ssize_t pread(int file, void *data, size_t size, off_t at)
{
    return pread64(file, data, size, at);
}

int ftruncate64(int file, off64_t size)
{
    int done;
    if (path_of(file) == NULL)
        return REAL(ftruncate64)(file, size);
    ON_FILE('t', file)
    done = REAL(ftruncate64)(file, size);
    if (done == 0)
        record('t', inode_of(file), (uint64_t)size, "", 0, "", 0);
    pthread_mutex_unlock(&guard);
    return done;
}

int ftruncate(int file, off_t size)
{
    return ftruncate64(file, size);
}

static int synced(int (*real)(int), int file)
{
    int done;
    struct stat found;
    const char *path = path_of(file);
    if (path == NULL)
        return real(file);
    ON_FILE('s', file)
    done = real(file);
    if (done == 0 && fstat(file, &found) == 0)
        record(S_ISDIR(found.st_mode) ? 'd' : 's', (uint64_t)found.st_ino, 0, path, (uint32_t)strlen(path), "", 0);
    pthread_mutex_unlock(&guard);
    return done;
}

int fsync(int file)
{
    return synced(REAL(fsync), file);
}

int fdatasync(int file)
{
    return synced(REAL(fdatasync), file);
}

int flock(int file, int how)
{
    if (path_of(file) != NULL && how != LOCK_UN) {
        ON_FILE('l', file)
        pthread_mutex_unlock(&guard);
    }
    return REAL(flock)(file, how);
}

/* SQLite's locks. Letting one go is not made to fail: Linux always does. */
int fcntl64(int file, int command, ...)
{
    va_list rest;
    void *argument;
    va_start(rest, command);
    argument = va_arg(rest, void *);
    va_end(rest);
    if (path_of(file) != NULL && (command == F_SETLK || command == F_SETLKW)
        && ((struct flock *)argument)->l_type != F_UNLCK) {
        ON_FILE('k', file)
        pthread_mutex_unlock(&guard);
    }
    return ((int (*)(int, int, ...))dlsym(RTLD_NEXT, "fcntl64"))(file, command, argument);
}

int fchmod(int file, mode_t mode)
{
    if (path_of(file) != NULL) {
        ON_FILE('h', file)
        pthread_mutex_unlock(&guard);
    }
    return REAL(fchmod)(file, mode);
}

int chmod(const char *path, mode_t mode)
{
    if (is_watched(path)) {
        ON_FILE('h', path)
        pthread_mutex_unlock(&guard);
    }
    return REAL(chmod)(path, mode);
}

#define ON_PATH(name, kind)                                                                                            \
    {                                                                                                                  \
        int done;                                                                                                      \
        if (!is_watched(path))                                                                                         \
            return CALL(name);                                                                                         \
        ON_FILE(kind, path)                                                                                            \
        done = CALL(name);                                                                                             \
        if (done == 0)                                                                                                 \
            record_paths(kind, path, NULL);                                                                            \
        pthread_mutex_unlock(&guard);                                                                                  \
        return done;                                                                                                   \
    }

#define CALL(name) REAL(name)(path)
int unlink(const char *path) ON_PATH(unlink, 'u')
int rmdir(const char *path) ON_PATH(rmdir, 'q')
#undef CALL
#define CALL(name) REAL(name)(path, mode)
int mkdir(const char *path, mode_t mode) ON_PATH(mkdir, 'm')

int rename(const char *from, const char *to)
{
    int done;
    if (!is_watched(from) && !is_watched(to))
        return REAL(rename)(from, to);
    ON_FILE('v', from)
    done = REAL(rename)(from, to);
    if (done == 0)
        record_paths('v', from, to);
    pthread_mutex_unlock(&guard);
    return done;
}
